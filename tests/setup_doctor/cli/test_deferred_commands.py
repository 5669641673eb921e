"""Commands that are only listed: what each costs is paid when it is typed."""

import typer

from setup_doctor.cli.app import app
from tests.processes import run


def test_a_list_of_the_commands_builds_the_options_of_none():
    program = typer.main.get_command(app)
    context = program.make_context("setup-doctor", ["list"], resilient_parsing=True)
    listed = program.get_help(context)
    assert "  check     Look at everything, change nothing." in listed.splitlines()
    assert [name for name, each in program.commands.items() if each._built is not None] == []


def test_a_command_that_is_typed_has_its_options_and_the_others_stay_unbuilt():
    program = typer.main.get_command(app)
    context = program.make_context("setup-doctor", ["list"], resilient_parsing=True)
    program.commands["check"].make_context("check", [], parent=context, resilient_parsing=True)
    built = {name: each.built for name, each in program.commands.items() if each._built}
    assert list(built) == ["check"]
    assert "backend" in [option.name for option in built["check"].params]


def test_a_group_of_commands_has_its_own_below_it():
    done = run("setup_doctor", "token", "--help")
    assert "Commands:\n  set  Try a token and store it.\n" in done.stdout
    assert "--install-completion" not in done.stdout
