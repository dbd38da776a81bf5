"""Where the events of the timeline are corrected."""

# Registrations that have an address of their own, by kind of event.
RET = {
    "fravaer": "fravaer_ret",
    "anden_aktoer": "anden_aktoer_ret",
    "tilbud": "aktivitet_ret",
    "opfoelgning": "opfoelgning_ret",
    "henvendelse": "henvendelse_ret",
    "planaftale": "planaftale_ret",
    "tilbudsopfoelgning": "tilbudsopfoelgning_ret",
    "cv": "cv_ret",
    "sagsgennemgang": "sagsgennemgang_annuller",
    "moede": "rehabiliteringsmoede_ret",
    "afgoerelse": "afgoerelse_ret",
}
RET |= {slags: f"{slags}_ret" for slags in ("jobmaal", "konsulent", "orientering", "dokument")}
