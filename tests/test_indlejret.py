"""The embedded servers, for real, in folders of their own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from fleksjob import indlejret
from fleksjob.indlejret.steder import PROJEKT, er_ledig

USER = """
import json, sys
from fleksjob import indlejret
print(json.dumps(indlejret.miljoe(sys.argv[1]) | indlejret.pids(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data():
    """A folder with a space and Danish letters in its name, gone afterwards together with its servers."""
    root = Path(tempfile.mkdtemp(prefix="fleksjob-test-"))
    root.chmod(0o755)
    yield root / "min mappe æøå"
    for folder in root.iterdir():
        indlejret.fjern(str(folder))
    shutil.rmtree(root)


@pytest.fixture
def servers(data):
    return indlejret.miljoe(str(data))


class User:
    """Another process that uses the servers of a folder until told to leave."""

    def __init__(self, data):
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJEKT,
        )

    def sees(self):
        return json.loads(self.process.stdout.readline())

    def leave(self):
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0


def processes(data):
    return [psutil.Process(pid) for pid in indlejret.pids(str(data)).values()]


def listening(process):
    """The addresses on which a process and its children listen, IPv4 and IPv6."""
    return {
        connection.laddr.ip
        for one in [process, *process.children(recursive=True)]
        for connection in one.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }


def write_row(servers):
    with psycopg.connect(servers["DATABASE_OWNER_URL"]) as connection:
        connection.execute("CREATE TABLE minde AS SELECT 'æble' AS ord")


def read_row(servers):
    with psycopg.connect(servers["DATABASE_OWNER_URL"]) as connection:
        return connection.execute("SELECT upper(ord) FROM minde").fetchone()[0]


def test_servers_listen_on_loopback_only(data, servers):
    assert [listening(process) for process in processes(data)] == [{"127.0.0.1"}, {"127.0.0.1"}]


def test_servers_ask_for_a_password(servers):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(servers["DATABASE_URL"].replace("fleksjob_app:", "fleksjob_app:x"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(servers["REDIS_URL"].replace("redis://:", "redis://:x")).ping()
    assert redis.Redis.from_url(servers["REDIS_URL"]).ping()


def test_each_address_leads_to_its_role(servers):
    found = {}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"):
        with psycopg.connect(servers[name]) as connection:
            found[name] = connection.execute(
                "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,"
                " pg_has_role(oid, 'pg_read_all_data', 'member') FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    assert found == {
        "DATABASE_URL": ("fleksjob_app", False, False, False, False, False),
        "DATABASE_OWNER_URL": ("fleksjob_owner", False, True, True, False, False),
        "DATABASE_BACKUP_URL": ("fleksjob_backup", False, True, False, False, True),
    }


def test_database_belongs_to_the_owner_who_does_not_wait_long_for_locks(servers):
    with psycopg.connect(servers["DATABASE_OWNER_URL"]) as connection:
        found = connection.execute(
            "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datlocprovider, datlocale,"
            " current_setting('lock_timeout') FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert found == ("fleksjob_owner", "UTF8", "b", "C.UTF-8", "10s")


def test_secrets_are_closed_to_others(data, servers):
    closed = [data / "hemmeligheder.json", data / "porte.json", data / "redis" / "redis.conf"]
    assert {oct(path.stat().st_mode & 0o777) for path in closed} == {"0o600"}


def test_asking_again_starts_nothing(data, servers):
    before = indlejret.pids(str(data))
    assert indlejret.miljoe(str(data)) == servers
    assert indlejret.pids(str(data)) == before


def test_two_folders_are_two_installations(data, servers):
    write_row(servers)
    others = indlejret.miljoe(str(data.with_name("en anden")))
    assert not set(servers.values()) & set(others.values())
    with pytest.raises(psycopg.errors.UndefinedTable):
        read_row(others)


def test_data_addresses_and_case_mapping_survive_a_stop(data, servers):
    write_row(servers)
    indlejret.stop(str(data))
    assert indlejret.pids(str(data)) == {"postgres": None, "redis": None}
    assert indlejret.miljoe(str(data)) == servers
    assert read_row(servers) == "ÆBLE"


def test_servers_come_back_after_being_killed(data, servers):
    write_row(servers)
    killed = processes(data)
    for process in killed:
        process.kill()
    psutil.wait_procs(killed, timeout=20)
    assert indlejret.miljoe(str(data)) == servers
    assert read_row(servers) == "ÆBLE"


def test_pid_file_with_the_number_of_another_process_is_no_server(data, servers):
    indlejret.stop(str(data))
    (data / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n", encoding="utf-8")
    (data / "redis" / "redis.pid").write_text(f"{os.getpid()}\n", encoding="utf-8")
    assert indlejret.pids(str(data)) == {"postgres": None, "redis": None}
    assert indlejret.miljoe(str(data)) == servers


def test_a_taken_port_is_given_up(data, servers):
    indlejret.stop(str(data))
    before = json.loads((data / "porte.json").read_text(encoding="utf-8"))
    with socket.create_server(("127.0.0.1", before["postgres"])):
        assert not er_ledig(before["postgres"])
        again = indlejret.miljoe(str(data))
    assert f":{before['postgres']}/" not in again["DATABASE_URL"]
    assert again["REDIS_URL"] == servers["REDIS_URL"]


def test_processes_that_start_together_share_servers_and_the_last_one_stops_them(data):
    users = [User(data) for _ in range(3)]
    first, second, third = (user.sees() for user in users)
    assert first == second == third
    running = processes(data)
    users[0].leave()
    users[1].leave()
    assert all(process.is_running() for process in running)
    users[2].leave()
    assert not any(process.is_running() for process in running)
    assert indlejret.pids(str(data)) == {"postgres": None, "redis": None}


def test_command_line_leaves_nothing_running(data):
    given = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE")}
    code = "import os; print(os.environ['DATABASE_URL'], os.environ['FLEKSJOB_DATA'])"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", code],
        env=given | {"FLEKSJOB_DATA": str(data)},
        cwd=PROJEKT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("postgres://fleksjob_app:")
    assert done.stdout.rstrip().endswith(str(data))
    assert indlejret.pids(str(data)) == {"postgres": None, "redis": None}
