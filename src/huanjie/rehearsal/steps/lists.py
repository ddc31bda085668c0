"""x"""
from huanjie.rehearsal.stage import Stage

def formal(stage: Stage) -> None:
    raise SystemExit

def preliminary(stage: Stage) -> None:
    raise SystemExit
