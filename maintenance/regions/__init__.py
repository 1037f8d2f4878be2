"""Builds the region tables of Schutznetz from packages of the registries and a file of facts."""
