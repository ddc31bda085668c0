"""huanjie 换届: a term-change election of people's congresses, from the first quota to the first session."""

__version__ = "0.1.0"
