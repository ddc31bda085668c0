"""The components of every page as template tags."""

from django import template

register = template.Library()
