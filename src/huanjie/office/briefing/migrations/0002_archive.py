"""Triggers that keep what was issued: its words, its number, its day, on both databases."""

from django.db import migrations

KEPT = ("kind", "year", "number", "title", "issued_on", "approved_by", "body", "digest", "state")
SAID = "an issued bulletin never changes"


def changed(sign):
    """One condition over all columns: any of them becomes another."""
    return " OR ".join(f"NEW.{name} {sign} OLD.{name}" for name in KEPT)


SQLITE = {
    "forward": [
        f"""CREATE TRIGGER briefing_issue_no_change BEFORE UPDATE ON briefing_issue
            WHEN OLD.state = 'issued' AND ({changed("IS NOT")})
            BEGIN SELECT RAISE(ABORT, '{SAID}'); END""",
        f"""CREATE TRIGGER briefing_issue_no_delete BEFORE DELETE ON briefing_issue
            WHEN OLD.state = 'issued'
            BEGIN SELECT RAISE(ABORT, '{SAID}'); END""",
    ],
    "backward": ["DROP TRIGGER briefing_issue_no_change", "DROP TRIGGER briefing_issue_no_delete"],
}
POSTGRESQL = {
    "forward": [
        f"""CREATE FUNCTION briefing_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$""",
        f"""CREATE TRIGGER briefing_issue_no_change BEFORE UPDATE ON briefing_issue
            FOR EACH ROW WHEN (OLD.state = 'issued' AND ({changed("IS DISTINCT FROM")}))
            EXECUTE FUNCTION briefing_refuse()""",
        """CREATE TRIGGER briefing_issue_no_delete BEFORE DELETE ON briefing_issue
            FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION briefing_refuse()""",
    ],
    "backward": [
        "DROP TRIGGER briefing_issue_no_change ON briefing_issue",
        "DROP TRIGGER briefing_issue_no_delete ON briefing_issue",
        "DROP FUNCTION briefing_refuse()",
    ],
}
TRIGGERS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def run(direction):
    def statements(apps, schema_editor):
        for statement in TRIGGERS[schema_editor.connection.vendor][direction]:
            schema_editor.execute(statement)

    return statements


class Migration(migrations.Migration):
    dependencies = [("briefing", "0001_initial")]
    operations = [migrations.RunPython(run("forward"), run("backward"))]
