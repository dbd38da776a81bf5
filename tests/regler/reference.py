"""The rules a second time: slow, plain, one day at a time, straight from the rule text, for comparison in tests.

Nothing here may import the rules. A day is a place on a calendar of bytes; records are painted onto it.
"""

from __future__ import annotations

from datetime import timedelta

from tests.regler.reference_grund import (
    DAGE,
    NUL,
    PAUSE,
    TAEL,
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
from tests.regler.reference_oevrige import OevrigeReference


class Reference(OevrigeReference):
    """Judgements of one forløb, rule by rule."""

    def alle_regler(self):
        return {
            "kontakt": self.kontakt,
            "passivitet": self.passivitet,
            "fase1_varighed": self.fase1_varighed,
            "opfoelgning_antal": self.opfoelgning_antal,
            "statusmoede": self.statusmoede,
            "aftalt_opfoelgning": self.aftalt_opfoelgning,
            "jobformidler": self.jobformidler,
            "fleksjobaftale": self.fleksjobaftale,
            "persongruppe": self.persongruppe,
            **self.oevrige_regler(),
        }

    # -- the rules: {genstand: (tilstand, frist, anker)} on one day --------------------------------------

    def kontakt(self, dag):
        faser = [f for f in self.sag.faser if f.nr == 2 and i_periode(f, dag)]
        if not faser:
            return {}

        def fritaget(d):
            fravaer = [f for f in self.sag.fravaer if f.start <= dag and f.pauser_kontakt]
            aktoerer = [a for a in self.sag.anden_aktoer if a.start <= dag]
            return any(i_periode(p, d) for p in fravaer + aktoerer)

        anker = faser[0].start
        d = anker
        while d <= dag:
            for k in self.sag.kontakter:
                former = self.vaerdi("kontakt.former", d, d)
                if k.dato == d and k.status == "gennemfoert" and k.form in former:
                    anker = d
            if d < dag and fritaget(d):
                anker = d
            d += timedelta(days=1)
        if fritaget(dag):
            return {None: ("pause", None, anker)}
        frist = anker + timedelta(days=self.vaerdi("kontakt.interval_dage", anker, dag))
        varsel = self.vaerdi("kontakt.varsel_dage", anker, dag)
        return {None: (ned(dag, frist, varsel), frist, anker)}

    def fase1_varighed(self, dag):
        for fase in self.sag.faser:
            if fase.nr == 1 and i_periode(fase, dag):
                frist = fase.start + timedelta(days=7 * self.vaerdi("fase1_varighed.uger", fase.start, dag))
                varsel = self.vaerdi("fase1_varighed.varsel_dage", fase.start, dag)
                return {None: (ned(dag, frist, varsel), frist, fase.start)}
        return {}

    def syge_dage(self, set_fra):
        syg = bytearray(DAGE)
        mal_poster(syg, (f for f in self.sag.fravaer if f.er_sygdom), set_fra, b"\1")
        return syg

    def mal_langvarige(self, kalender, dag):
        """Paint the days of every illness, of records begun by ``dag``, that is long by then."""
        for start, slut in loeb(self.syge_dage(dag), 1):
            graense = self.vaerdi("passivitet.langvarig_sygdom_dage", dato(start), dato(start))
            if min(slut, nr(dag) + 1) - start >= graense:
                mal(kalender, start, slut, NUL)

    def virkninger(self, dag):
        """The calendar of effects as seen on ``dag``: what is painted last goes before what was painted first."""
        sag, kalender, uden_ydelse = self.sag, bytearray(TAEL * DAGE), bytearray(NUL * DAGE)
        mal_poster(kalender, (f for f in sag.fravaer if f.pauser_passivitet), dag, PAUSE)
        self.mal_langvarige(kalender, dag)
        mal_poster(kalender, (a for a in sag.anden_aktoer if a.hjemmel == "stk2"), dag, NUL)
        mal_poster(kalender, (t for t in sag.tilbud if t.virksomhedsrettet), dag, NUL)
        mal_poster(kalender, sag.ansaettelser, dag, NUL)
        mal_poster(uden_ydelse, (y for y in sag.ydelser if y.type == "ledighedsydelse"), dag, TAEL)
        for start, slut in loeb(uden_ydelse, ord(NUL)):
            mal(kalender, start, slut, NUL)
        mal(kalender, 0, nr(sag.start), NUL)
        mal(kalender, 0, nr(self.vaerdi("passivitet.skaeringsdato", sag.start, sag.start)), NUL)
        return kalender

    def ur(self, dag):
        """Return (calendar, anchor, N, count) or None when the day itself stops the clock."""
        kalender = self.virkninger(dag)
        d = nr(dag)
        if kalender[d : d + 1] == NUL:
            return None
        anker = dato(kalender.rfind(NUL, 0, d + 1) + 1)
        for moede in self.sag.genbehandlinger:
            if anker <= moede <= dag:
                anker = moede
        antal = (maaneder_frem(anker, self.vaerdi("passivitet.maaneder", anker, dag)) - anker).days
        return kalender, anker, antal, kalender.count(TAEL, nr(anker), d)

    def passivitet(self, dag):
        ur = self.ur(dag)
        if ur is None:
            return {}
        kalender, anker, antal, talt = ur
        passiv = self.foerste_passive(kalender, anker, antal, dag)
        frist = None if passiv is None else passiv - timedelta(days=1)
        varsel = self.vaerdi("passivitet.varsel_dage", anker, dag)
        if talt >= antal:
            tilstand = "overskredet"
        elif kalender[nr(dag) : nr(dag) + 1] == PAUSE:
            tilstand = "pause"
        elif frist is not None and frist - dag <= timedelta(days=varsel):
            tilstand = "varsel"
        else:
            tilstand = "loeber"
        if tilstand in ("overskredet", "varsel") and self.venter(anker, dag):
            tilstand = "afventer"
        return {None: (tilstand, frist, anker)}

    def foerste_passive(self, kalender, anker, antal, dag):
        syg = self.syge_dage(dag)
        talt = 0
        for n in range(nr(anker), DAGE):
            if talt >= antal:
                kommende = n > nr(dag)
                if kommende and (kalender[n : n + 1] == NUL or dato(n) >= self.sag.slut):
                    return None
                return dato(n)
            if n > nr(dag) and (kalender[n : n + 1] == NUL or self.bliver_lang(syg, n)):
                return None
            talt += kalender[n : n + 1] == TAEL
        return None

    def bliver_lang(self, syg, n):
        if not syg[n]:
            return False
        start = n
        while start > 0 and syg[start - 1]:
            start -= 1
        return n + 1 - start >= self.vaerdi("passivitet.langvarig_sygdom_dage", dato(start), dato(start))

    def venter(self, anker, dag):
        inden = self.vaerdi("passivitet.aftalt_inden_dage", anker, dag)
        frist = self.vaerdi("passivitet.aftalt_frist_dage", anker, dag)
        for g in self.sag.sagsgennemgange:
            if g.resultat != "indsats_aftalt" or g.forventet_start is None or g.dato > dag:
                continue
            if (g.forventet_start - g.dato).days <= inden and dag <= g.forventet_start + timedelta(
                days=frist
            ):
                return True
        return False

    def faa_timer(self, job, d):
        """Few hours on day ``d`` of a job that runs on it."""
        if not i_periode(job, d):
            return False
        kendte = [t for t in job.timer if t.fra <= d]
        if not kendte:
            return False
        timer = kendte[-1].timer
        if self.vaerdi("opfoelgning_antal.timegrundlag", job.start, job.start) == "effektive":
            timer = timer * kendte[-1].intensitet / 100
        return timer <= self.vaerdi("opfoelgning_antal.timegraense", job.start, job.start)

    def vindue(self, job, dag):
        """First day of the present stretch of few hours, in a job begun on or after skæringsdatoen."""
        skaering = self.vaerdi("passivitet.skaeringsdato", self.sag.start, self.sag.start)
        if job.start < skaering or not self.faa_timer(job, dag):
            return None
        while self.faa_timer(job, dag - timedelta(days=1)):
            dag -= timedelta(days=1)
        return dag

    def opfoelgning_antal(self, dag):
        svar = {}
        for job in self.sag.ansaettelser:
            s = self.vindue(job, dag)
            if s is None:
                continue

            def v(navn, s=s):
                return self.vaerdi(f"opfoelgning_antal.{navn}", s, dag)

            slut = maaneder_frem(s, v("maaneder"))
            frist = slut - timedelta(days=1)
            holdt = [
                o
                for o in job.opfoelgninger
                if o.status == "gennemfoert" and s <= o.dato <= dag and o.dato < slut
            ]
            i_person = [o for o in holdt if o.fremmoede_virksomhed]
            komplet = len(holdt) >= v("antal") and len(i_person) >= v("heraf_fremmoede")
            if dag < slut:
                bagud = False
                for k in range(1, v("antal")):
                    if dag >= s + timedelta(days=k * (slut - s).days // v("antal")) and len(holdt) < k:
                        bagud = True
                sent = dag >= frist - timedelta(days=v("varsel_dage")) and not komplet
                svar[job.id] = ("varsel" if bagud or sent else "loeber", None if komplet else frist, s)
            elif not komplet and not self.statusmoede_holdt(job, slut, dag):
                svar[job.id] = ("overskredet", frist, s)
        return svar

    @staticmethod
    def statusmoede_holdt(job, fra, dag):
        moeder = [o for o in job.opfoelgninger if o.statusmoede and o.status == "gennemfoert"]
        return any(fra <= o.dato <= dag for o in moeder)

    def statusmoede(self, dag):
        svar = {}
        for job in self.sag.ansaettelser:
            s = self.vindue(job, dag)
            if s is None:
                continue
            slut = maaneder_frem(s, self.vaerdi("opfoelgning_antal.maaneder", s, dag))
            foer = timedelta(days=self.vaerdi("statusmoede.tidligst_dage_foer", s, dag))
            if dag < slut or self.statusmoede_holdt(job, slut - foer, dag):
                continue
            frist = slut + timedelta(days=self.vaerdi("statusmoede.inden_dage", s, dag))
            svar[job.id] = ("varsel" if dag <= frist else "overskredet", frist, s)
        return svar

    def aftalt_opfoelgning(self, dag):
        svar = {}
        for job in self.sag.ansaettelser:
            for o in job.opfoelgninger:
                if i_periode(job, dag) and o.status == "planlagt" and o.dato < dag:
                    svar[o.id] = ("overskredet", o.dato, o.dato)
        return svar

    def uden_jobformidler(self, d):
        i_fasen = any(f.nr in (2, 3) and i_periode(f, d) for f in self.sag.faser)
        return i_fasen and not any(i_periode(t, d) for t in self.sag.tildelinger)

    def jobformidler(self, dag):
        if not self.uden_jobformidler(dag):
            return {}
        foerste = foerste_i_traek(self.uden_jobformidler, dag)
        return {None: ("overskredet", foerste - timedelta(days=1), foerste)}

    def fleksjobaftale(self, dag):
        return {
            job.id: ("overskredet", job.start, job.start)
            for job in self.sag.ansaettelser
            if i_periode(job, dag) and not (job.aftale_udfyldt and job.aftale_udfyldt <= dag)
        }

    def progredierende(self, d):
        return self.sag.progredierende_fra is not None and self.sag.progredierende_fra <= d

    def markeret(self, d):
        for m in self.sag.markeringer:
            if i_periode(m, d) and m.navn == self.vaerdi("persongruppe.navn", m.start, m.start):
                return True
        return False

    def i_maalgruppen(self, d):
        if not any(f.nr == 3 and i_periode(f, d) for f in self.sag.faser):
            return []
        return [
            job
            for job in self.sag.ansaettelser
            if self.faa_timer(job, d) and job.aftale_udfyldt and job.aftale_udfyldt <= d
        ]

    def persongruppe(self, dag):
        def forkert(d):
            return self.markeret(d) and self.progredierende(d)

        def mangler(d):
            return bool(self.i_maalgruppen(d)) and not self.markeret(d) and not self.progredierende(d)

        if forkert(dag):
            return {None: ("varsel", None, foerste_i_traek(forkert, dag))}
        if mangler(dag):
            frist = min(max(job.start, job.aftale_udfyldt) for job in self.i_maalgruppen(dag))
            return {None: ("overskredet", frist, foerste_i_traek(mangler, dag))}
        return {}
