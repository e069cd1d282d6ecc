"""stub."""
def find_figures(a,b): return ()
