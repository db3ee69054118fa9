"""The codes of all findings about an edition folder. A code is permanent: it is never renamed or used anew."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What can be wrong with an edition. docs/content-format.md says of each what to do about it."""

    # The folder and its files
    NO_EDITION = "no-edition"
    FILE_MISSING = "file-missing"
    FILE_UNREADABLE = "file-unreadable"
    FILE_OUTSIDE = "file-outside"
    FILE_TOO_LARGE = "file-too-large"
    FILE_EMPTY = "file-empty"
    FILE_ENCODING = "file-encoding"
    BAD_CHARACTER = "bad-character"
    TOO_MANY = "too-many"
    # YAML
    YAML_SYNTAX = "yaml-syntax"
    YAML_DUPLICATE_KEY = "yaml-duplicate-key"
    YAML_ALIAS = "yaml-alias"
    YAML_TAG = "yaml-tag"
    YAML_DEPTH = "yaml-depth"
    # Keys and values
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    NEEDS_QUOTES = "needs-quotes"
    BAD_VALUE = "bad-value"
    BAD_DATE = "bad-date"
    DATE_DIFFERS = "date-differs"
    UNKNOWN_AD_KIND = "unknown-ad-kind"
    # Ids
    DUPLICATE_PAGE = "duplicate-page"
    DUPLICATE_AD = "duplicate-ad"
    AMBIGUOUS_ID = "ambiguous-id"
    UNKNOWN_STORY = "unknown-story"
    UNKNOWN_AD = "unknown-ad"
    STORY_TWICE = "story-twice"
    STORY_UNUSED = "story-unused"
    AD_TWICE = "ad-twice"
    AD_UNUSED = "ad-unused"
    STORY_FILE_NAME = "story-file-name"
    UNKNOWN_TEMPLATE = "unknown-template"
    UNKNOWN_PAGE_KIND = "unknown-page-kind"
    # The picture of areas
    AREAS_UNEVEN = "areas-uneven"
    AREAS_NOT_RECTANGLE = "areas-not-rectangle"
    AREAS_UNKNOWN = "areas-unknown"
    AREAS_MISSING = "areas-missing"
    AREAS_AD_WIDTH = "areas-ad-width"
    # Places
    PLACE_UNKNOWN = "place-unknown"
    PLACES_AND_AREAS = "places-and-areas"
    UNKNOWN_NEIGHBOUR = "unknown-neighbour"
    # Stories
    FRONT_MATTER = "front-matter"
    STORY_EMPTY = "story-empty"
    NORMALISED = "normalised"
    SUBHEAD_WITHOUT_TEXT = "subhead-without-text"
    PARAGRAPH_INDENT = "paragraph-indent"
    MARKDOWN_UNSUPPORTED = "markdown-unsupported"
    MARKDOWN_HEADING = "markdown-heading"
    MARKDOWN_IMAGE = "markdown-image"
    MARKDOWN_LITERAL = "markdown-literal"
    ELEMENT_UNKNOWN = "element-unknown"
    ELEMENT_OPEN = "element-open"
    ELEMENT_CONTENT = "element-content"
    JUMP_TO_ITSELF = "jump-to-itself"
    JUMP_NOT_MIRRORED = "jump-not-mirrored"
    JUMP_UNKNOWN_PAGE = "jump-unknown-page"
    # Pictures
    PICTURE_OUTSIDE = "picture-outside"
    PICTURE_MISSING = "picture-missing"
