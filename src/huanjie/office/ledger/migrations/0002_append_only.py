"""Triggers that keep the ledger append-only on both databases."""

from django.db import migrations

SQLITE = {
    "forward": [
        """CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
           BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
        """CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
           BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
        """CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_chainhead
           BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
        """CREATE TRIGGER ledger_head_only_forward BEFORE UPDATE ON ledger_chainhead
           WHEN NEW.sequence <> OLD.sequence + 1 OR NEW.chain <> OLD.chain
           BEGIN SELECT RAISE(ABORT, 'a chain only grows'); END""",
    ],
    "backward": [
        "DROP TRIGGER ledger_entry_no_update",
        "DROP TRIGGER ledger_entry_no_delete",
        "DROP TRIGGER ledger_head_no_delete",
        "DROP TRIGGER ledger_head_only_forward",
    ],
}

POSTGRESQL = {
    "forward": [
        """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$""",
        """CREATE FUNCTION ledger_only_forward() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN
             IF NEW.sequence <> OLD.sequence + 1 OR NEW.chain <> OLD.chain THEN
               RAISE EXCEPTION 'a chain only grows';
             END IF;
             RETURN NEW;
           END $$""",
        """CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE ON ledger_entry
           FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
        """CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
           FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
        """CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_chainhead
           FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
        """CREATE TRIGGER ledger_head_no_truncate BEFORE TRUNCATE ON ledger_chainhead
           FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
        """CREATE TRIGGER ledger_head_only_forward BEFORE UPDATE ON ledger_chainhead
           FOR EACH ROW EXECUTE FUNCTION ledger_only_forward()""",
    ],
    "backward": [
        "DROP TRIGGER ledger_entry_no_change ON ledger_entry",
        "DROP TRIGGER ledger_entry_no_truncate ON ledger_entry",
        "DROP TRIGGER ledger_head_no_delete ON ledger_chainhead",
        "DROP TRIGGER ledger_head_no_truncate ON ledger_chainhead",
        "DROP TRIGGER ledger_head_only_forward ON ledger_chainhead",
        "DROP FUNCTION ledger_refuse()",
        "DROP FUNCTION ledger_only_forward()",
    ],
}

TRIGGERS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def run(direction):
    def statements(apps, schema_editor):
        for statement in TRIGGERS[schema_editor.connection.vendor][direction]:
            schema_editor.execute(statement)

    return statements


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(run("forward"), run("backward"))]
