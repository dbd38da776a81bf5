"""Pages of the administrator about files, deletion, the log and the jobs; under `administration/`."""

from django.urls import path

from opfoelgning.views import dataimport, drift, log, opbevaring

urlpatterns = [
    path("import", dataimport.dataimport, name="dataimport"),
    path(
        "import/skabelon.csv", dataimport.dataimport_skabelon, {"endelse": "csv"}, name="dataimport_skabelon"
    ),
    path(
        "import/skabelon.xlsx",
        dataimport.dataimport_skabelon,
        {"endelse": "xlsx"},
        name="dataimport_skabelon_xlsx",
    ),
    path("import/<int:pk>", dataimport.dataimport_vis, name="dataimport_vis"),
    path("import/<int:pk>/kolonner", dataimport.dataimport_kolonner, name="dataimport_kolonner"),
    path("import/<int:pk>/gem", dataimport.dataimport_gem, name="dataimport_gem"),
    path("import/<int:pk>/stop", dataimport.dataimport_stop, name="dataimport_stop"),
    path("import/<int:pk>/fortryd", dataimport.dataimport_fortryd, name="dataimport_fortryd"),
    path("import/<int:pk>/proev-igen", dataimport.dataimport_proev_igen, name="dataimport_proev_igen"),
    path("import/<int:pk>/fejl.csv", dataimport.dataimport_fejl, {"endelse": "csv"}, name="dataimport_fejl"),
    path(
        "import/<int:pk>/fejl.xlsx",
        dataimport.dataimport_fejl,
        {"endelse": "xlsx"},
        name="dataimport_fejl_xlsx",
    ),
    path("drift", drift.drift, name="drift"),
    path("drift/igen", drift.koer_igen, name="koer_igen"),
    path("drift/koersel/<int:pk>", drift.koersel, name="koersel"),
    path("drift/sag/<int:pk>/igen", drift.sag_proev_igen, name="sag_proev_igen"),
    path("opbevaring", opbevaring.opbevaring, name="opbevaring"),
    path("opbevaring/slettelog.jsonl", opbevaring.slettelog, name="slettelog"),
    path("opbevaring/regel/<int:pk>/fjern", opbevaring.opbevaring_fjern, name="opbevaring_fjern"),
    path("opbevaring/regel/<slug:slags>", opbevaring.opbevaring_ret, name="opbevaring_ret"),
    path("opbevaring/forloeb/<int:pk>/stop", opbevaring.sletning_stop, name="sletning_stop"),
    path("opbevaring/stop/<int:pk>/ophaev", opbevaring.sletning_stop_ophaev, name="sletning_stop_ophaev"),
    path("log", log.log, name="log"),
    path("log.csv", log.log_fil, {"endelse": "csv"}, name="log_csv"),
    path("log.xlsx", log.log_fil, {"endelse": "xlsx"}, name="log_xlsx"),
]
