"""Addresses of the API, as HSDS names them, and the page that explains it."""

from django.urls import path, re_path

from schutznetz.api.views import about, collections, documents

ROUTES = [
    path("", documents.root, name="root"),
    path("openapi.json", documents.document, name="openapi"),
    path("profile", documents.about_profile, name="profile"),
    path("profile/<slug:name>.json", documents.profile_schema, name="profile_schema"),
    path("changes", documents.changes, name="changes"),
    path("services", collections.services, name="services"),
    path("services/<uuid:id>", collections.service, name="service"),
    path("organizations", collections.organizations, name="organizations"),
    path("organizations/<uuid:id>", collections.organization, name="organization"),
    path("service_at_locations", collections.at_locations, name="service_at_locations"),
    path("service_at_locations/<uuid:id>", collections.at_location, name="service_at_location"),
    path("taxonomies", collections.taxonomies, name="taxonomies"),
    path("taxonomies/<uuid:id>", collections.taxonomy, name="taxonomy"),
    path("taxonomy_terms", collections.taxonomy_terms, name="taxonomy_terms"),
    path("taxonomy_terms/<uuid:id>", collections.taxonomy_term, name="taxonomy_term"),
]
ABOUT = [path("", about.about, name="about")]

app_name = "hsds"
# Also with a line break in it, which a path of Django does not match.
urlpatterns = [*ROUTES, re_path(r"^(?P<path>[\s\S]+)$", documents.nothing, name="nothing")]
