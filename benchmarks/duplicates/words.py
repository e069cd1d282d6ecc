"""English words from which invented stories are made, and phrases that every newsroom uses."""

TOPICS = {
    "harbour": "ferry pier cargo crane container dock tide pilot lighthouse trawler quay anchor freighter mooring"
    " breakwater customs barge hull warehouse tug berth captain crew manifest channel",
    "school": "pupil classroom teacher exam timetable headmaster textbook lesson tuition scholarship canteen"
    " playground curriculum term enrolment grade library laboratory principal homework campus lecture dormitory",
    "energy": "turbine reactor pipeline grid refinery boiler meter tariff coalfield substation panel battery"
    " generator outage cable utility dam gas furnace transformer storage wellhead voltage subsidy",
    "court": "judge verdict jury witness appeal testimony prosecutor hearing sentence bail lawsuit complaint"
    " indictment plaintiff defendant clerk ruling statute affidavit trial custody evidence settlement",
    "farm": "harvest tractor orchard dairy wheat barley drought irrigation livestock herd fertiliser vineyard silo"
    " seed pasture grower beekeeper crop cooperative greenhouse soil mill pesticide acre",
    "hospital": "nurse surgeon ward clinic vaccine ambulance patient symptom screening pharmacy infection"
    " treatment maternity scanner diagnosis outbreak therapy specialist doctor bed waiting-list transplant",
    "transport": "tram railway station bus motorway tunnel timetable driver passenger locomotive platform fare"
    " junction signal commuter carriage depot cyclist bypass roundabout airline runway conductor",
    "culture": "museum orchestra gallery sculptor painter festival theatre exhibition novelist curator archive"
    " manuscript composer rehearsal premiere actor director screenplay choir portrait fresco audience",
    "bank": "lender mortgage deposit bond creditor auditor ledger branch dividend regulator shareholder merger"
    " liquidity loan investor portfolio insurer broker default reserve treasury collateral trustee",
    "police": "detective burglary patrol suspect officer custody warrant robbery checkpoint witness helmet alibi"
    " forensic weapon smuggler cordon informant arrest precinct inspector vehicle fingerprint",
    "housing": "tenant landlord rent apartment builder scaffold permit planning suburb estate roof eviction"
    " developer architect brick plot foundation renovation courtyard elevator lease mayor",
    "science": "telescope laboratory sample fossil satellite microscope researcher experiment genome glacier"
    " asteroid particle sensor database theory physicist crater specimen botanist probe isotope",
    "football": "striker goalkeeper midfielder coach stadium league transfer penalty fixture supporter season"
    " defender referee captain academy contract injury trophy dressing-room substitute training",
    "parliament": "bill amendment coalition minister ballot committee speaker opposition manifesto referendum"
    " senator budget quorum deputy mandate faction constituency veto debate cabinet lobbyist",
    "forest": "ranger wildfire timber sawmill trail wolf owl logging reserve seedling bark canopy beetle poacher"
    " habitat firebreak woodland hiker deer chainsaw conservationist stream moss nursery",
    "retail": "supermarket shopper checkout brand supplier discount warehouse shelf voucher outlet franchise"
    " grocer bakery delivery receipt stockroom mall cashier loyalty-card wholesaler parcel label",
    "mining": "miner shaft copper lithium quarry excavator ore smelter explosion safety-lamp concession rockfall"
    " tailings geologist seam royalty drill conveyor union shift exploration deposit",
    "water": "reservoir flood river levee sewage pump well desalination pipe aquifer canal sluice rainfall spillway"
    " plumber leak valve basin tap contamination gauge engineer wetland",
    "aviation": "airport pilot cockpit runway terminal baggage controller hangar helicopter jet altitude carrier"
    " mechanic propeller cabin flight passenger engine simulator drone airspace landing",
    "software": "developer server password chip startup encryption router patch algorithm breach keyboard cloud"
    " robot smartphone prototype subscriber platform engineer investor processor update browser",
    "diplomacy": "envoy treaty embassy summit border ceasefire sanction delegation mediator consul communique visa"
    " negotiator protocol refugee corridor observer alliance ambassador accord peacekeeper",
    "church": "bishop parish chapel congregation monastery pilgrim choir altar organ sermon steeple cathedral relic"
    " priest bell diocese restoration crypt candle novice cloister procession",
    "tourism": "hotel guest beach resort reservation guidebook cruise souvenir brochure campsite innkeeper ski-lift"
    " season visitor spa itinerary tour operator hostel waiter promenade cable-car",
    "labour": "strike picket wage union overtime foreman factory pension redundancy apprentice bargaining steward"
    " shift workforce contract layoff grievance safety arbitration canteen payroll employer",
}
"""Nouns by topic; the two halves of the pairs take different topics."""

NOUNS = ["plan", "report", "decision", "project", "change", "system", "group", "programme", "problem", "question", "answer", "risk", "result", "measure", "rule", "option", "review", "office", "building", "street", "region", "village", "district", "neighbourhood", "household", "family", "resident", "neighbour", "child", "parent", "worker", "manager", "owner", "partner", "member", "leader", "critic", "expert", "analyst", "official", "spokesman", "team", "board", "council", "agency", "company", "association", "firm", "department", "ministry", "commission", "foundation", "institute", "contract", "agreement", "proposal", "offer", "deal", "price", "cost", "tax", "fee", "fund", "loan", "grant", "share", "market", "industry", "trade", "economy", "job", "position", "role", "task", "goal", "target", "deadline", "schedule", "period", "decade", "summer", "winter", "morning", "evening", "weekend", "holiday", "ceremony", "event", "meeting", "conference", "interview", "speech", "letter", "document", "file", "record", "map", "list", "figure", "number", "rate", "level", "amount", "share", "half", "majority", "minority", "crowd", "audience", "public", "pressure", "support", "confidence", "doubt", "concern", "fear", "hope", "interest", "attention", "effort", "attempt", "chance", "choice", "reason", "cause", "effect", "impact", "damage", "loss", "gain", "growth", "decline", "rise", "fall", "increase", "delay", "failure", "success", "victory", "defeat", "record", "accident", "incident", "crisis", "emergency", "investigation", "inquiry", "search", "rescue", "repair", "inspection", "test", "trial", "study", "survey", "poll", "vote", "election", "campaign", "protest", "march", "dispute", "conflict", "compromise", "promise", "threat", "warning", "response", "request", "demand", "order", "ban", "limit", "exception", "standard", "model", "design", "version", "method", "tool", "machine", "device", "material", "surface", "bridge", "wall", "gate", "door", "window", "garden", "park", "square", "field", "hill", "valley", "coast", "island", "lake", "mountain", "road", "path", "corner", "entrance", "floor", "room", "kitchen", "table", "light", "noise", "smoke", "dust", "rain", "snow", "wind", "storm", "heat", "food", "meal", "drink", "bread", "fish", "sugar", "coffee", "paper", "metal", "glass", "wood", "stone", "oil", "money", "cash", "card", "bill", "story", "book", "picture", "song", "film", "letter", "message", "phone", "call", "screen", "channel", "network", "website", "newspaper", "editor", "reporter"]

TRANSITIVE = ["approved/approve", "rejected/reject", "delayed/delay", "opened/open", "closed/close", "announced/announce", "criticised/criticise", "praised/praise", "replaced/replace", "repaired/repair", "inspected/inspect", "visited/visit", "bought/buy", "sold/sell", "built/build", "rebuilt/rebuild", "left/leave", "joined/join", "told/tell", "urged/urge", "warned/warn", "accused/accuse", "cleared/clear", "blocked/block", "cut/cut", "raised/raise", "lowered/lower", "doubled/double", "halved/halve", "funded/fund", "financed/finance", "backed/back", "opposed/oppose", "questioned/question", "examined/examine", "reviewed/review", "published/publish", "leaked/leak", "withheld/withhold", "signed/sign", "cancelled/cancel", "postponed/postpone", "launched/launch", "abandoned/abandon", "restored/restore", "damaged/damage", "destroyed/destroy", "saved/save", "protected/protect", "lost/lose", "won/win", "shared/share", "divided/divide", "united/unite", "attracted/attract", "drew/draw", "surprised/surprise", "worried/worry", "reassured/reassure", "angered/anger", "welcomed/welcome", "ignored/ignore", "followed/follow", "led/lead", "ran/run", "organised/organise", "planned/plan", "drafted/draft", "rewrote/rewrite", "simplified/simplify", "expanded/expand", "reduced/reduce", "tightened/tighten", "loosened/loosen", "tested/test", "measured/measure", "counted/count", "recorded/record", "photographed/photograph", "described/describe", "explained/explain", "defended/defend", "attacked/attack", "challenged/challenge", "settled/settle", "resolved/resolve", "avoided/avoid", "prevented/prevent", "caused/cause", "triggered/trigger", "ended/end", "started/start", "began/begin", "resumed/resume", "suspended/suspend", "halted/halt", "evacuated/evacuate", "surrounded/surround", "searched/search", "found/find", "discovered/discover", "identified/identify", "removed/remove", "delivered/deliver", "shipped/ship", "stored/store", "carried/carry", "moved/move", "transferred/transfer", "hired/hire", "dismissed/dismiss", "trained/train", "appointed/appoint", "elected/elect", "nominated/nominate", "invited/invite", "received/receive", "refused/refuse", "accepted/accept", "demanded/demand", "requested/request", "promised/promise", "offered/offer", "granted/grant", "awarded/award", "denied/deny", "confirmed/confirm", "doubted/doubt", "noticed/notice", "remembered/remember", "forgot/forget", "studied/study", "compared/compare", "ranked/rank", "copied/copy", "improved/improve", "weakened/weaken", "strengthened/strengthen", "transformed/transform", "shaped/shape"]

INTRANSITIVE = ["resigned", "arrived", "departed", "collapsed", "survived", "recovered", "struggled", "waited", "gathered", "marched", "protested", "voted", "agreed", "disagreed", "hesitated", "apologised", "retired", "returned", "vanished", "reappeared", "crashed", "burned", "flooded", "froze", "reopened", "failed", "succeeded", "improved", "worsened", "stalled", "slowed", "accelerated", "grew", "shrank", "rose", "fell", "stabilised", "fluctuated", "continued", "stopped", "remained", "changed", "emerged", "spread", "faded", "intervened", "testified", "appealed", "objected", "cooperated", "competed"]

ADJECTIVES = ["new", "old", "large", "small", "local", "national", "regional", "foreign", "public", "private", "former", "current", "early", "late", "final", "first", "second", "temporary", "permanent", "unusual", "common", "rare", "serious", "minor", "major", "modest", "record", "strong", "weak", "quick", "slow", "heavy", "light", "dangerous", "safe", "expensive", "cheap", "costly", "popular", "unpopular", "controversial", "disputed", "secret", "open", "closed", "empty", "crowded", "busy", "quiet", "loud", "dark", "bright", "cold", "warm", "dry", "wet", "deep", "shallow", "wide", "narrow", "long", "short", "high", "low", "rural", "urban", "coastal", "northern", "southern", "eastern", "western", "central", "remote", "nearby", "wooden", "concrete", "steel", "historic", "modern", "medieval", "digital", "electric", "mechanical", "chemical", "medical", "legal", "illegal", "official", "unofficial", "independent", "joint", "separate", "annual", "monthly", "weekly", "daily", "recent", "sudden", "gradual", "steady", "unexpected", "promised", "planned", "proposed", "rejected", "damaged", "repaired", "abandoned", "unfinished", "revised", "detailed", "brief", "lengthy", "bitter", "friendly", "hostile", "cautious", "hopeful", "angry", "tired", "young", "elderly", "experienced", "ambitious", "stubborn", "quarrelsome", "generous", "careful", "reckless", "practical", "technical", "financial", "political", "social", "economic", "cultural", "religious", "environmental", "scientific", "ordinary", "remarkable", "sensible", "absurd", "obvious", "hidden", "visible", "silent", "famous", "unknown"]

ADVERBS = ["quietly", "quickly", "slowly", "suddenly", "eventually", "reluctantly", "openly", "partly", "largely", "almost", "nearly", "again", "already", "still", "finally", "repeatedly", "rarely", "sharply", "slightly", "steadily", "gradually", "unexpectedly", "officially", "formally", "privately", "briefly", "carefully", "barely", "narrowly", "fully", "temporarily", "permanently", "voluntarily", "angrily", "wisely"]

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
UNITS = ["tonnes", "kilometres", "households", "jobs", "passengers", "litres", "metres", "hectares", "vehicles", "volunteers", "members", "crowns", "apartments", "patients", "hours", "pages", "tickets", "complaints", "buildings", "officers", "students", "visitors", "letters", "boxes"]
ROLES = ["mayor", "head of the works council", "chairwoman of the residents' group", "deputy minister", "chief engineer", "local historian", "managing director", "spokeswoman for the district", "professor of public law", "treasurer", "union secretary", "retired captain", "opposition councillor", "chief inspector", "director of studies", "senior analyst", "fire chief", "head gardener", "state secretary", "project manager", "shopkeeper", "coach", "archivist", "chief physician", "parish priest"]

_VERBS = ["said", "told reporters", "said in a statement", "told a news conference", "said in an interview"]
_MARKS = "declined to comment;could not immediately be reached for comment;did not respond to a request for comment"
STOCK = tuple(
    [f"{verb} on {day}" for verb in _VERBS for day in DAYS]
    + [f"{who} {mark}" for mark in _MARKS.split(";") for who in ("the company", "the ministry", "a spokesman",
       "police", "the council", "representatives of the group", "a lawyer for the family", "the operator")]
    + [f"{when} the same period {what}" for when in ("compared with", "up from", "down from")
       for what in ("last year", "a year earlier", "of the previous year")]
    + [f"{who} spoke on condition of anonymity because {why}" for who in ("the official", "one person", "the sources")
       for why in ("the talks were private", "they were not authorised to speak publicly", "of the matter's sensitivity")]
    + [f"according to {who} familiar with the matter" for who in ("people", "two people", "three sources", "a person")]
    + [f"it was not immediately clear {what}" for what in (
        "how many people were affected", "what caused the incident", "when work would resume",
        "whether anyone was hurt", "who was behind the decision", "how long the delay would last")]
    + [f"{head} {tail}" for head in ("as part of efforts to", "in a bid to", "amid growing calls to", "in an attempt to")
       for tail in ("cut costs and improve services", "ease pressure on households", "restore public confidence",
                    "reduce its dependence on imports", "attract more young people", "bring down prices")]
    + ["no one was injured in the incident", "an investigation into the cause is under way", "the decision is expected to take effect next month", "in the first half of the year", "at the end of last year", "for the first time in more than a decade", "on the other side of the street", "the case has been adjourned until next week", "the vote is due to take place next month", "officials have repeatedly denied the allegations", "in what it described as an isolated incident", "one of the largest of its kind", "the news comes just weeks after", "a final decision has not yet been made", "the full report will be published later this year", "since the beginning of the year", "will be held at the town hall", "in the early hours of the morning", "he was taken to hospital with minor injuries", "the matter is now before the courts", "there was no immediate comment from the government", "anyone with information is asked to contact the police", "this is a developing story", "the cost of living crisis", "the law will come into force on the first of the month", "the road was closed in both directions", "a spokesperson for the company said", "on the sidelines of the meeting", "the figures are adjusted for seasonal effects"]
)  # fmt: skip
"""Phrases shared by unrelated stories, the commonest first when drawn by rank."""
