"""Measures one filled database; prints its figures as JSON. Run by ``python -m bench``."""

import argparse
import json
import os
import sys
import time
from datetime import date, datetime, timedelta
from statistics import median

import django

from bench import DAG, SKALAER
from bench.arbejdere import sweep_all
from bench.tid import seconds, typical


class Maaling:
    """The figures of one database, collected in ``tal``."""

    def __init__(self, gange: int):
        import psycopg  # noqa: PLC0415 - Django is set up first

        from kommuner.models import Kommune, Medarbejder  # noqa: PLC0415
        from kommuner.tenancy import kommunekontekst  # noqa: PLC0415

        self.gange = gange
        self.super = psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], autocommit=True)
        self.kommuner = list(Kommune.objects.order_by("kode").values_list("pk", flat=True))
        self.stoerste = self.kommuner[0]
        with kommunekontekst(self.stoerste):
            folk = list(Medarbejder.objects.order_by("pk"))
        self.leder, self.formidler = folk[0], folk[1]
        self.tal: dict[str, float] = {}
        self.maalestok: dict[str, list[float]] = {"scan": [], "copy_on_server": []}
        self.naetter = [DAG + timedelta(days=nr) for nr in range(1, 2 * gange + 1)]

    def run(self) -> dict[str, float]:
        """Everything, in an order in which each finds the database as it needs it."""
        self.tal["sager"] = self._count("forloeb_forloeb")
        trin = (
            self._laesning,
            self._genberegn,
            self._nat,
            self._sider,
            self._kontrol,
            self._kontakt,
            self._ormloekke,
        )
        for maal in (*trin, self._arbejdere):
            kendt, begyndt = set(self.tal), time.perf_counter()
            maal()
            nye = {navn: round(tal, 4) for navn, tal in self.tal.items() if navn not in kendt}
            print(f"  {time.perf_counter() - begyndt:.0f} s: {nye}", file=sys.stderr, flush=True)
        return self.tal | {navn: median(tider) for navn, tider in self.maalestok.items()}

    def _count(self, tabel: str) -> int:
        return self.super.execute(f"SELECT count(*) FROM {tabel}").fetchone()[0]

    def _laesning(self) -> None:
        from bench import laesning  # noqa: PLC0415

        self.tal["copy_to_client"] = typical(lambda: laesning.copy_to_client(self.super), self.gange)
        self._hold_up()

    def _hold_up(self) -> None:
        """Take the yardsticks once more: beside every run that is held against them, on the same machine."""
        from bench import laesning  # noqa: PLC0415

        for navn, tider in self.maalestok.items():
            tider.append(seconds(lambda n=navn: getattr(laesning, n)(self.super)))

    def _repeat(self, omfang: str, gange: int) -> float:
        """Median seconds of so many sweeps on the bench's own day, each beside the yardsticks."""
        tider = []
        for _ in range(gange):
            self._hold_up()
            tider.append(seconds(lambda: self._sweep(DAG, omfang)))
        return median(tider)

    def _sweep(self, dag: date, omfang: str) -> tuple[int, int]:
        """Cases judged and written, over all kommuner, in this process."""
        from opfoelgning.sweep import Omfang, sweep  # noqa: PLC0415

        resultater = [r for pk in self.kommuner if (r := sweep(pk, dag, omfang=Omfang(omfang)))]
        assert not any(r.fejl for r in resultater), resultater[0].fejl
        return sum(r.antal for r in resultater), sum(r.skrevet for r in resultater)

    def _genberegn(self) -> None:
        """From nothing (every row written), then checked by fingerprint, then judged anew (nothing differs)."""
        self.tal["forfra"] = seconds(lambda: self._sweep(DAG, "alle"))
        self.super.execute("VACUUM (ANALYZE)")
        self.super.execute("CHECKPOINT")
        self._sweep(DAG, "afvigende")
        self._hold_up()
        rows, wal = self._rows(), self._wal()
        self._sweep(DAG, "afvigende")
        self.tal["genberegn_rows"] = self._rows() - rows
        self.tal["genberegn_wal"] = self._wal() - wal
        self.tal["genberegn"] = self._repeat("afvigende", self.gange)
        self.tal["alle"] = self._repeat("alle", 1)

    def _nat(self) -> None:
        """The ticks of the nights that follow: the first half in this process, the second by two workers."""
        for navn, naetter in (("nat", self.naetter[: self.gange]), ("nat_2", self.naetter[self.gange :])):
            tider, andele = [], []
            for dag in naetter:
                self._hold_up()
                sekunder, antal = self._night(dag, 1 if navn == "nat" else 2)
                tider.append(sekunder)
                andele.append(antal / self.tal["sager"])
            self.tal[navn], self.tal[f"{navn}_andel"] = median(tider), median(andele)
        self._night_again(self.naetter[-1])

    def _night(self, dag: date, arbejdere: int) -> tuple[float, int]:
        if arbejdere > 1:
            return sweep_all(self.kommuner, dag, "forfaldne", arbejdere, dag - timedelta(days=1))
        begyndt = time.perf_counter()
        antal, _ = self._sweep(dag, "forfaldne")
        return time.perf_counter() - begyndt, antal

    def _night_again(self, dag: date) -> None:
        # Otherwise the database's own clean-up after the nights is counted as the tick's.
        self.super.execute("VACUUM (ANALYZE)")
        self.super.execute("CHECKPOINT")
        self._sweep(dag, "forfaldne")
        rows, wal = self._rows(), self._wal()
        self.tal["igen"] = seconds(lambda: self._sweep(dag, "forfaldne"))
        self.tal["igen_rows"] = self._rows() - rows
        self.tal["igen_wal"] = self._wal() - wal

    def _rows(self) -> int:
        """Rows of judgements written so far, by the database's own count."""
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            # An idle session keeps its last counts for ten seconds, and they would be taken for the next run's.
            cursor.execute("SELECT pg_stat_force_next_flush()")
        self.super.execute("SELECT pg_stat_clear_snapshot()")
        return self.super.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint FROM pg_stat_user_tables WHERE relname = ANY(%s)",
            [
                [
                    *("opfoelgning_sagsstatus", "opfoelgning_vurdering", "opfoelgning_advis"),
                    *("opfoelgning_aftryk", "forloeb_markering"),
                ]
            ],
        ).fetchone()[0]

    def _wal(self) -> int:
        return self.super.execute(
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
        ).fetchone()[0]

    def _sider(self) -> None:
        from bench.sider import Sider  # noqa: PLC0415

        self.sider = Sider(self.stoerste, self.leder, self.formidler, self.gange * 10)
        self.tal |= self.sider.measure()

    def _kontrol(self) -> None:
        from bench.kontrol import differences  # noqa: PLC0415
        from kommuner.models import Kommune  # noqa: PLC0415

        stoerste = Kommune.objects.get(pk=self.stoerste)
        self.tal["forskelle"] = differences(stoerste, self.leder, self.naetter[-1])

    def _kontakt(self) -> None:
        """The refresh inside the transaction of a registered contact, in turn with the minimal view."""
        from bench.sider import ADRESSER  # noqa: PLC0415
        from forloeb.models import Forloeb  # noqa: PLC0415
        from kommuner.tenancy import kommunekontekst  # noqa: PLC0415
        from opfoelgning import vurdering  # noqa: PLC0415
        from opfoelgning.models import Kontakt  # noqa: PLC0415

        dag, tider, minimale = self.naetter[-1], [], []
        with kommunekontekst(self.stoerste):
            sager = list(Forloeb.objects.mine(self.formidler, dag)[: self.gange * 10])
        with ADRESSER:
            for sag in sager:
                with kommunekontekst(self.stoerste):
                    Kontakt.objects.create(forloeb=sag, dato=dag, form="telefon", status="gennemfoert")
                    tider.append(seconds(lambda pk=sag.pk: vurdering.refresh([pk], dag)))
                minimale.append(self.sider.minimal())
        self.tal["refresh"], self.tal["refresh_minimal"] = median(tider), median(minimale)

    def _ormloekke(self) -> None:
        from bench.ormloekke import judge_all  # noqa: PLC0415
        from forloeb.models import Forloeb  # noqa: PLC0415
        from kommuner.tenancy import kommunekontekst  # noqa: PLC0415

        with kommunekontekst(self.stoerste):
            ids = list(Forloeb.objects.order_by("pk").values_list("pk", flat=True)[:500])
            self.tal["orm_pr_sag"] = typical(lambda: judge_all(ids, self.naetter[-1]), self.gange) / len(ids)

    def _arbejdere(self) -> None:
        for omfang in ("afvigende", "alle"):
            for antal in (1, 2):
                dag = self.naetter[-1]
                self.tal[f"{omfang}_{antal}"], _ = sweep_all(self.kommuner, dag, omfang, antal, dag)


def main() -> None:
    """Measure the database of ``DATABASE_URL``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gange", type=int, default=3)
    parser.add_argument("--fyld", choices=SKALAER)
    valg = parser.parse_args()
    django.setup()
    tal = {}
    if valg.fyld:
        from bench.generator import fill  # noqa: PLC0415

        begyndt = datetime.now()
        antal = fill(os.environ["DATABASE_SUPERUSER_URL"], SKALAER[valg.fyld])
        tal = {f"rows_{navn}": rows for navn, rows in antal.items()}
        tal["fyldt"] = (datetime.now() - begyndt).total_seconds()
    json.dump(tal | Maaling(valg.gange).run(), sys.stdout)


if __name__ == "__main__":
    main()
