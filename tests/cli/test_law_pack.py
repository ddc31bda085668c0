from typer.testing import CliRunner

from huanjie.cli.main import app
from huanjie.law.pack import template

runner = CliRunner()


def test_a_pack_without_fault_passes(tmp_path):
    path = tmp_path / "province.toml"
    path.write_text(template(), "utf-8")
    result = runner.invoke(app, ["law", "pack", "check", str(path)])
    assert result.exit_code == 0
    assert "○ 本规则自行规定0项" in result.output


def test_every_fault_is_named_and_the_status_is_one(tmp_path):
    path = tmp_path / "province.toml"
    faulty = '[poll.proxy.max]\nvalue = 4\ncite = "XX 1"\nstatus = "law"\n[nom.x]\nvalue = 1\n'
    path.write_text(template() + faulty, "utf-8")
    result = runner.invoke(app, ["law", "pack", "check", "--english", str(path)])
    assert result.exit_code == 1
    assert "poll.proxy.max is 4, outside the national bounds 1..3" in result.output
    assert "There is no key nom.x" in result.output


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "province.toml"
    path.write_bytes("广西壮族自治区".encode("gb18030"))
    assert runner.invoke(app, ["law", "pack", "check", str(path)]).exit_code == 2


def test_the_template_and_the_list_are_printed():
    assert runner.invoke(app, ["law", "pack", "template"]).output == template()
    assert "zhejiang-2021  33  2021-03-26" in runner.invoke(app, ["law", "pack", "list"]).output
