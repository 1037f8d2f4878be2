"""Settings of the two packages behind the open directory API (ADR 0026)."""

# Nobody logs in there, nothing but JSON goes in and out.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.FormParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "schutznetz.api.presenting.problems.answer",
    "URL_FORMAT_OVERRIDE": None,  # HSDS has a parameter of this name
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Schutznetz: offenes Verzeichnis (HSDS 3.1)",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["schutznetz.api.presenting.openapi.with_profile"],
}
