"""Whole cases in and out: the file format `sagsdata` version 1."""

VERSION = 1
