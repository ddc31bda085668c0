"""huanjie 换届: a term-change election of people's congresses, from quota to first session."""

__version__ = "0.1.0"
