"""Small word lists of other languages, with how each writes a sentence; enough for text with natural letters."""

from typing import NamedTuple


class Tongue(NamedTuple):
    """How a language looks in print; ``content`` and ``links`` are words, ``stock`` whole phrases."""

    code: str
    content: str
    links: str
    stock: str
    names: str
    """Syllables of names."""
    spaced: bool = True
    stop: str = "."
    comma: str = ","
    quotes: str = "“”"


TONGUES = {t.code: t for t in (
    Tongue("es", "gobierno ciudad empresa trabajo año país presidente ley agua casa calle mercado precio escuela puerto"
        " barco vecinos obra proyecto ayuntamiento juez tribunal hospital médico campaña partido equipo jugador entrenador"
        " informe ministro cosecha lluvia carretera tren estación banco deuda salario huelga fábrica energía central museo"
        " libro película festival actor policía detenido incendio bosque río puente anunció aprobó rechazó abrió cerró"
        " construyó vendió compró perdió ganó criticó defendió explicó visitó retrasó canceló publicó nueva antigua grande"
        " pequeña local nacional pública privada grave costosa reciente inesperada histórica difícil segura lenta",
        "de la que el en los del las por con para una su al como más pero sus sin sobre también entre cuando muy hasta desde"
        " porque durante contra según ante tras aunque mientras",
        "según fuentes cercanas al caso;en rueda de prensa celebrada ayer;no ha querido hacer declaraciones;por primera vez"
        " en más de diez años;hasta el momento no hay heridos;en lo que va de año;a finales del mes pasado",
        "mar tel vas ori ca lo ran vi da sol mo ren", quotes="«»"),
    Tongue("de", "Regierung Stadt Firma Arbeit Jahr Land Gesetz Wasser Haus Straße Markt Preis Schule Hafen Schiff Nachbarn"
        " Bauwerk Vorhaben Rathaus Richter Gericht Krankenhaus Ärztin Partei Mannschaft Trainer Bericht Minister Ernte Regen"
        " Autobahn Zug Bahnhof Bank Schulden Lohn Streik Fabrik Strom Kraftwerk Museum Buch Film Schauspieler Polizei Brand"
        " Wald Fluss Brücke Bürgermeisterin Gutachten Baustelle Wohnung Mieter verkündet genehmigt abgelehnt eröffnet"
        " geschlossen gebaut verkauft gekauft verloren gewonnen kritisiert verteidigt erklärt besucht verschoben neue alte"
        " große kleine örtliche öffentliche private schwere teure jüngste unerwartete historische schwierige sichere",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass"
        " sie nach wird bei einer um am sind noch wie einem über",
        "wie das Ministerium am Dienstag mitteilte;sagte ein Sprecher auf Anfrage;im Vergleich zum Vorjahreszeitraum;zum"
        " ersten Mal seit mehr als zehn Jahren;die Ermittlungen dauern an;verletzt wurde nach ersten Angaben niemand",
        "ber hol stein wal ger mar kau rie dorf lin sen bru", quotes="„“"),
    Tongue("fr", "gouvernement ville entreprise travail année pays loi eau maison rue marché prix école port bateau voisins"
        " chantier projet mairie juge tribunal hôpital médecin parti équipe joueur entraîneur rapport ministre récolte pluie"
        " route train gare banque dette salaire grève usine énergie centrale musée livre film festival acteur police incendie"
        " forêt fleuve pont annoncé approuvé rejeté ouvert fermé construit vendu acheté perdu gagné critiqué défendu expliqué"
        " visité retardé nouvelle ancienne grande petite locale nationale publique privée grave coûteuse récente historique",
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec aux mais ou ses"
        " comme été son cette entre après sans sous depuis",
        "a déclaré un porte-parole du ministère;selon une source proche du dossier;pour la première fois depuis plus de dix"
        " ans;une enquête a été ouverte par le parquet;à la fin du mois dernier;n'a pas souhaité faire de commentaire",
        "mon ber lau ré cham vil dor net gau lin pré sau", quotes="«»"),
    Tongue("ru", "город правительство компания работа год страна президент закон вода дом улица рынок цена школа порт корабль"
        " жители стройка проект мэрия судья суд больница врач партия команда игрок тренер доклад министр урожай дождь дорога"
        " поезд вокзал банк долг зарплата забастовка завод энергия станция музей книга фильм фестиваль актёр полиция пожар лес"
        " река мост объявил одобрил отклонил открыл закрыл построил продал купил потерял выиграл раскритиковал объяснил новый"
        " старый большой маленький местный государственный частный тяжёлый дорогой недавний неожиданный трудный",
        "в и на что с по из не как для о от за к до его это при также после года между под без более или уже но только",
        "сообщили в пресс-службе министерства;по данным источника агентства;в результате происшествия никто не пострадал;"
        "впервые за последние десять лет;по сравнению с прошлым годом;возбуждено уголовное дело",
        "ва ро ми лен ско бел ор тар жин кун ель сор", quotes="«»"),
    Tongue("ar", "الحكومة المدينة الشركة العمل السنة البلاد الرئيس القانون الماء البيت الشارع السوق السعر المدرسة الميناء السفينة"
        " السكان المشروع البلدية القاضي المحكمة المستشفى الطبيب الحزب الفريق اللاعب المدرب التقرير الوزير المحصول المطر الطريق"
        " القطار المحطة المصرف الدين الأجور الإضراب المصنع الطاقة المتحف الكتاب الفيلم المهرجان الشرطة الحريق الغابة النهر الجسر"
        " أعلن وافق رفض افتتح أغلق باع اشترى خسر فاز انتقد شرح زار أجل جديد قديم كبير صغير محلي وطني عام خاص خطير مكلف",
        "في من على إلى أن عن مع هذا التي الذي كان بعد قبل بين خلال كما لكن حيث قد لم هذه ذلك عند منذ ضد تحت",
        "وقال متحدث باسم الوزارة في بيان;ونقلت الوكالة عن مصدر مطلع;لأول مرة منذ أكثر من عشر سنوات;ولم ترد أنباء عن إصابات;مقارنة"
        " بالفترة نفسها من العام الماضي",
        "را مي سا لو نا دي با هر كا زي طو فا", comma="،", quotes="«»"),
    Tongue("he", "הממשלה העיר החברה העבודה השנה המדינה הנשיא החוק המים הבית הרחוב השוק המחיר בית הספר הנמל הספינה התושבים הפרויקט"
        " העירייה השופט המשפט החולים הרופא המפלגה הקבוצה השחקן המאמן הדוח השר היבול הגשם הכביש הרכבת התחנה הבנק החוב השכר השביתה"
        " המפעל החשמל המוזיאון הספר הסרט הפסטיבל המשטרה השריפה היער הנהר הגשר הודיע אישר דחה פתח סגר בנה מכר קנה הפסיד ניצח"
        " הסביר ביקר חדש ישן גדול קטן מקומי ציבורי פרטי חמור יקר קשה",
        "של את על לא עם הוא כי גם או זה אל כל בין היא אבל אחרי לפני כמו רק עוד מאז תחת נגד",
        "כך נמסר מדובר המשרד;לראשונה מזה יותר מעשר שנים;לא נמסר על נפגעים באירוע;בהשוואה לתקופה המקבילה אשתקד",
        "בר לי מו רן טל שי נו גל דו קר מי סו"),
    Tongue("hi", "सरकार शहर कंपनी काम साल देश राष्ट्रपति कानून पानी घर सड़क बाज़ार कीमत स्कूल बंदरगाह जहाज़ निवासी परियोजना नगरपालिका"
        " न्यायाधीश अदालत अस्पताल डॉक्टर पार्टी टीम खिलाड़ी कोच रिपोर्ट मंत्री फसल बारिश रेल स्टेशन बैंक कर्ज वेतन हड़ताल कारखाना बिजली"
        " संग्रहालय किताब फिल्म उत्सव पुलिस आग जंगल नदी पुल घोषणा मंजूरी विरोध उद्घाटन निर्माण बिक्री खरीद हार जीत आलोचना दौरा नया"
        " पुराना बड़ा छोटा स्थानीय राष्ट्रीय सार्वजनिक निजी गंभीर महंगा कठिन सुरक्षित",
        "के में की है को से का ने पर और कि यह इस था भी नहीं तो हो गया लिए साथ बाद पहले जब तक लेकिन एक वह कर",
        "मंत्रालय ने एक बयान में कहा;सूत्रों के मुताबिक यह जानकारी मिली;पिछले साल की इसी अवधि की तुलना में;मामले की जांच की जा रही है",
        "रा मी सो ना वी कु दे पा ली जो श मा", stop="।"),
    Tongue("th", "รัฐบาล เมือง บริษัท งาน ประเทศ ประธาน กฎหมาย น้ำ บ้าน ถนน ตลาด ราคา โรงเรียน ท่าเรือ เรือ ชาวบ้าน โครงการ เทศบาล"
        " ผู้พิพากษา ศาล โรงพยาบาล แพทย์ พรรค ทีม ผู้เล่น โค้ช รายงาน รัฐมนตรี ผลผลิต ฝน รถไฟ สถานี ธนาคาร หนี้ ค่าจ้าง โรงงาน พลังงาน"
        " พิพิธภัณฑ์ หนังสือ ภาพยนตร์ เทศกาล ตำรวจ ไฟไหม้ ป่า แม่น้ำ สะพาน ประกาศ อนุมัติ ปฏิเสธ เปิด ปิด สร้าง ขาย ซื้อ แพ้ ชนะ วิจารณ์"
        " อธิบาย เยือน เลื่อน ใหม่ เก่า ใหญ่ เล็ก ท้องถิ่น สาธารณะ เอกชน ร้ายแรง แพง ยาก",
        "ที่ และ ใน ของ การ เป็น ได้ ว่า มี จะ ให้ ไม่ กับ จาก แต่ โดย หลัง ก่อน เมื่อ เพื่อ ต่อ ยัง ตาม",
        "โฆษกกระทรวงกล่าวในแถลงการณ์;เป็นครั้งแรกในรอบสิบปี;ยังไม่มีรายงานผู้บาดเจ็บ;เมื่อเทียบกับช่วงเดียวกันของปีก่อน",
        "สม ชา วิ ลา นาม ดา รุ่ง ศรี มา พล ทอง กร", spaced=False, stop=" ", comma=" "),
    Tongue("zh", "政府 城市 公司 工作 国家 主席 法律 水库 房屋 街道 市场 价格 学校 港口 船只 居民 项目 市政 法官 法院 医院 医生 政党 球队"
        " 球员 教练 报告 部长 收成 降雨 公路 列车 车站 银行 债务 工资 罢工 工厂 能源 电站 博物馆 图书 电影 节日 演员 警方 火灾 森林 河流 大桥"
        " 宣布 批准 拒绝 开放 关闭 建设 出售 购买 失去 赢得 批评 辩护 解释 访问 推迟 取消 公布 调查 增加 减少 新型 古老 大型 小型 地方 全国 公共"
        " 私人 严重 昂贵 近期 意外 历史 困难 安全 缓慢 计划 会议 代表 专家 分析 影响 问题 措施 方案 投资 增长",
        "的 在 了 和 是 对 将 与 也 为 从 但 由 向 被 而 并 等 以及 因为 之后 目前 已经 仍然",
        "该部发言人在声明中表示;据知情人士透露;这是十多年来的首次;目前没有人员伤亡的报告;与去年同期相比;有关部门正在进一步调查",
        "林 陈 明 海 文 华 江 山 志 远 云 东", spaced=False, stop="。", comma="，"),
    Tongue("ja", "政府 都市 会社 仕事 国内 大統領 法律 水道 住宅 道路 市場 価格 学校 港 船 住民 計画 市役所 裁判官 裁判所 病院 医師 政党 チーム 選手"
        " 監督 報告書 大臣 収穫 雨 列車 駅 銀行 債務 賃金 ストライキ 工場 エネルギー 発電所 博物館 書籍 映画 祭り 俳優 警察 火災 森林 河川 橋 発表し"
        " 承認し 拒否し 開設し 閉鎖し 建設し 売却し 購入し 失い 獲得し 批判し 説明し 訪問し 延期し 新しい 古い 大きな 小さな 地元の 公共の 深刻な 高価な"
        " 最近の 難しい 安全な 会議 専門家 分析 影響 問題 対策 投資 増加 減少",
        "の は を に が と で も から まで より について ため として では には また しかし さらに による",
        "同省の報道官は声明で述べた;関係者によると;十年以上ぶりのことだ;けが人はいないという;前年同期と比べて;警察が詳しい原因を調べている",
        "田 山 川 本 村 中 木 原 島 松 井 浜", spaced=False, stop="。", comma="、", quotes="「」"),
    Tongue("ko", "정부는 도시의 회사가 작업을 국가의 대통령이 법률을 수돗물 주택이 거리에서 시장의 가격을 학교가 항구의 선박이 주민들은 계획을 시청은"
        " 판사가 법원은 병원에서 의사들이 정당의 팀이 선수는 감독이 보고서를 장관은 수확이 비가 도로에서 열차가 역에서 은행의 부채를 임금이 파업을"
        " 공장에서 에너지를 발전소가 박물관에 책을 영화가 축제를 배우가 경찰은 화재로 숲에서 강의 다리를 발표했으며 승인했고 거부한 개방된 폐쇄된"
        " 건설한 판매했다고 구입한 잃은 이긴 비판한 설명한 방문한 연기된 새로운 오래된 커다란 작은 지역의 공공의 심각한 비싼 최근의 어려운 안전한",
        "그리고 그러나 이번 또한 대한 통해 따라 위해 함께 다시 이미 아직 가장 매우 모두 지난 오는 같은 다른",
        "관계자는 성명을 통해 밝혔다;익명을 요구한 소식통에 따르면;십여 년 만에 처음이다;인명 피해는 없는 것으로 전해졌다;전년 같은 기간에 비해",
        "김 박 서 민 준 호 영 진 한 수 은 강"),
)}  # fmt: skip
"""By language code."""
