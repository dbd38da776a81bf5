"""The plain reference of planned dates, messages, progression and the statutory calendar, one day at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.regler.reference_grund import (
    DAG0,
    DAGE,
    TAEL,
    Grundreference,
    dato,
    foerste_i_traek,
    i_periode,
    loeb,
    maaneder_frem,
    mal,
    mal_poster,
    ned,
    nr,
)

EN_DAG = timedelta(days=1)
DANMARK = ZoneInfo("Europe/Copenhagen")


class OevrigeReference(Grundreference):
    """Judgements of the rules that came after the first nine."""

    def oevrige_regler(self):
        return {
            "aftalt_kontakt": self.aftalt_kontakt,
            "vitas": self.vitas,
            "opfoelgningsplan": self.opfoelgningsplan,
            "progression": self.progression,
            "svar": self.svar,
            "lov_opfoelgning": self.tilladt("lov_opfoelgning", self.lov_opfoelgning),
            "lov_status": self.tilladt("lov_status", self.lov_status),
            "samtaler": self.tilladt("samtaler", self.samtaler),
            "revurdering": self.tilladt("revurdering", self.revurdering),
            "anden_aktoer_ret": self.tilladt(
                "anden_aktoer_ret", lambda d: self.aktoer("ret", ("stk1", "stk2"), d)
            ),
            "anden_aktoer_pligt": self.tilladt(
                "anden_aktoer_pligt", lambda d: self.aktoer("pligt", ("stk2",), d)
            ),
        }

    def tilladt(self, regel, doem):
        """Judge only on days whose own values have the rule switched on."""
        return lambda dag: doem(dag) if self.vaerdi(f"{regel}.aktiv", dag, dag) == "ja" else {}

    def job_paa(self, dag):
        return [job for job in self.sag.ansaettelser if i_periode(job, dag)]

    def aftalt_kontakt(self, dag):
        return {
            k.id: ("overskredet", k.dato, k.dato)
            for k in self.sag.kontakter
            if k.status == "planlagt" and k.dato < dag
        }

    def vitas(self, dag):
        uden = [job for job in self.job_paa(dag) if job.vitas is None or job.vitas > dag]
        return {job.id: ("varsel", None, job.start) for job in uden}

    def opfoelgningsplan(self, dag):
        svar = {}
        for job in self.job_paa(dag):
            holdt = [o for o in job.opfoelgninger if o.status == "gennemfoert" and o.dato <= dag]
            plan = [o for o in job.opfoelgninger if o.status == "planlagt" and o.dato >= dag]
            if self.faa_timer(job, dag) and any(o.statusmoede for o in holdt) and not plan:
                anker = max(o.dato for o in holdt)
                dage = self.vaerdi("opfoelgningsplan.inden_dage", anker, dag)
                svar[job.id] = (ned(dag, anker + dage * EN_DAG, dage), anker + dage * EN_DAG, anker)
        return svar

    def timer_paa(self, job, dag):
        kendte = [t for t in job.timer if t.fra <= dag]
        return kendte[-1].timer * kendte[-1].intensitet if kendte else None

    def sidste_stigning(self, job, dag):
        if dag <= job.start:
            return job.start
        noegle = ("stigning", job.id, dag)
        if noegle not in self.husk:
            foer, nu = self.timer_paa(job, dag - EN_DAG), self.timer_paa(job, dag)
            steg = foer is not None and nu > foer
            self.husk[noegle] = dag if steg else self.sidste_stigning(job, dag - EN_DAG)
        return self.husk[noegle]

    def progression(self, dag):
        svar = {}
        for job in self.job_paa(dag):
            anker = self.sidste_stigning(job, dag)
            staaet = maaneder_frem(anker, self.vaerdi("progression.maaneder", anker, dag))
            if self.faa_timer(job, dag) and dag >= staaet and not self.progredierende(dag):
                svar[job.id] = ("varsel", None, anker)
        return svar

    def svar(self, dag):
        fundne = {}
        i_morgen = dag + EN_DAG
        slut = datetime(i_morgen.year, i_morgen.month, i_morgen.day, tzinfo=DANMARK).astimezone(UTC)
        for h in self.sag.henvendelser:
            if h.modtaget >= slut or (h.besvaret and h.besvaret < slut):
                continue
            modtaget = h.modtaget.astimezone(DANMARK).date()
            timer = self.vaerdi("svar.timer", modtaget, dag)
            alder = (slut - h.modtaget).total_seconds() / 3600
            tilstand = "varsel" if alder > self.vaerdi("svar.varsel_timer", modtaget, dag) else "loeber"
            frist = (h.modtaget + timedelta(hours=timer)).astimezone(DANMARK).date()
            fundne[h.id] = ("overskredet" if alder > timer else tilstand, frist, modtaget)
        return fundne

    # -- the statutory calendar -----------------------------------------------------------------------

    def lov_opfoelgning(self, dag):
        svar = {}
        for job in self.job_paa(dag):
            holdt = [
                o.dato for o in job.opfoelgninger if o.status == "gennemfoert" and job.start <= o.dato <= dag
            ]
            anker = max([job.start, *holdt])
            frist = maaneder_frem(anker, self.vaerdi("lov_opfoelgning.maaneder", anker, dag))
            svar[job.id] = (
                ned(dag, frist, self.vaerdi("lov_opfoelgning.varsel_dage", anker, dag)),
                frist,
                anker,
            )
        return svar

    def lov_status(self, dag):
        svar = {}
        for job in self.job_paa(dag):
            frist = maaneder_frem(job.start, self.vaerdi("lov_status.maaneder", job.start, dag))
            foer = self.vaerdi("lov_status.tidligst_dage_foer", job.start, dag)
            if not self.statusmoede_holdt(job, frist - foer * EN_DAG, dag):
                varsel = self.vaerdi("lov_status.varsel_dage", job.start, dag)
                svar[job.id] = (ned(dag, frist, varsel), frist, job.start)
        return svar

    def paa_ydelse(self, dag):
        paa = bytearray(DAGE)
        mal_poster(paa, (y for y in self.sag.ydelser if y.type == "ledighedsydelse"), dag, TAEL)
        return paa

    def samtaler(self, dag):
        paa = self.paa_ydelse(dag)
        if not paa[nr(dag)]:
            return {}
        start = foerste_i_traek(lambda d: d >= DAG0 and paa[nr(d)], dag)
        if start < self.sag.start:
            return {}
        holdt = 0
        for k in self.sag.kontakter:
            gyldig = k.status == "gennemfoert" and start <= k.dato <= dag
            holdt += gyldig and k.form in self.vaerdi("samtaler.former", k.dato, k.dato)
        if holdt >= self.vaerdi("samtaler.antal", start, dag):
            return {}
        frist = maaneder_frem(start, self.vaerdi("samtaler.maaneder", start, dag)) - EN_DAG
        return {None: (ned(dag, frist, self.vaerdi("samtaler.varsel_dage", start, dag)), frist, start)}

    def taelte(self, regel, dag, tael_ikke):
        """The calendar of days that count: of the present spell, and from the last genbehandling on."""
        paa = self.paa_ydelse(dag)
        forrige = None
        for start, slut in loeb(bytes(paa), ord(TAEL)):
            if forrige is not None:
                v = self.version(dato(forrige), dato(forrige)).vaerdier
                overskud = v[f"{regel}.vindue_maaneder"] - v[f"{regel}.maaneder"]
                if dato(start) >= maaneder_frem(dato(forrige), overskud):
                    mal(paa, 0, start, b"\0")
            forrige = slut
        mal_poster(paa, (f for f in self.sag.fravaer if f.type in tael_ikke), dag, b"\0")
        for moede in self.sag.genbehandlinger:
            if moede <= dag:
                mal(paa, 0, nr(moede), b"\0")
        return paa

    def optjent(self, regel, dag, tael_ikke=()):
        """Return (start, calendar, day reached) of the oldest start that has got there by the day, or None."""
        if not self.paa_ydelse(dag)[nr(dag)]:
            return None
        paa = self.taelte(regel, dag, tael_ikke)
        for n in range(nr(dag) + 1):
            if paa[n] and not (n and paa[n - 1]):
                a = dato(n)
                naaet = self.naar(paa, n, maaneder_frem(a, self.vaerdi(f"{regel}.maaneder", a, dag)))
                vindue = maaneder_frem(a, self.vaerdi(f"{regel}.vindue_maaneder", a, dag))
                if naaet is not None and naaet <= min(dag, vindue):
                    return a, paa, naaet
        return None

    @staticmethod
    def naar(paa, n, uden_pause):
        """Return the first day before which as many days have counted as lie in [n, uden_pause)."""
        mangler = nr(uden_pause) - n
        while n < DAGE and mangler:
            mangler -= bool(paa[n])
            n += 1
        return None if mangler else dato(n)

    def revurdering(self, dag):
        fundet = self.optjent("revurdering", dag, ("barsel", "sorgorlov"))
        if fundet is None:
            return {}
        a, paa, _ = fundet
        forfalden = self.naar(paa, nr(a), maaneder_frem(a, self.vaerdi("revurdering.frist_maaneder", a, dag)))
        if forfalden is None:
            return {None: ("loeber", None, a)}
        frist = forfalden - EN_DAG
        return {None: (ned(dag, frist, self.vaerdi("revurdering.varsel_dage", a, dag)), frist, a)}

    def aktoer(self, hvad, hjemler, dag):
        fundet = self.optjent(f"anden_aktoer_{hvad}", dag)
        if fundet is None:
            return {}
        a, _, naaet = fundet
        hos = [x for x in self.sag.anden_aktoer if x.hjemmel in hjemler and x.start <= dag and x.slut > naaet]
        return {} if hos else {None: ("varsel", None, a)}
