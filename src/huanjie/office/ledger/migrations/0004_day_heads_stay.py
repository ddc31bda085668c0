"""Triggers that keep the heads of the days as they were written."""

from django.db import migrations

SQLITE = {
    "forward": [
        """CREATE TRIGGER ledger_day_no_update BEFORE UPDATE ON ledger_dayhead
           BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
        """CREATE TRIGGER ledger_day_no_delete BEFORE DELETE ON ledger_dayhead
           BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    ],
    "backward": ["DROP TRIGGER ledger_day_no_update", "DROP TRIGGER ledger_day_no_delete"],
}
POSTGRESQL = {
    "forward": [
        """CREATE TRIGGER ledger_day_no_change BEFORE UPDATE OR DELETE ON ledger_dayhead
           FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
        """CREATE TRIGGER ledger_day_no_truncate BEFORE TRUNCATE ON ledger_dayhead
           FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
    ],
    "backward": [
        "DROP TRIGGER ledger_day_no_change ON ledger_dayhead",
        "DROP TRIGGER ledger_day_no_truncate ON ledger_dayhead",
    ],
}
TRIGGERS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def run(direction):
    def statements(apps, schema_editor):
        for statement in TRIGGERS[schema_editor.connection.vendor][direction]:
            schema_editor.execute(statement)

    return statements


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_day_head")]
    operations = [migrations.RunPython(run("forward"), run("backward"))]
