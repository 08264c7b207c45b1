"""What SARIF 2.1.0 asks of the parts that Claimline writes, as a JSON Schema.

No package of the test dependencies brings the official schema along, so this is a subset written from the standard
(OASIS, sections 3.13 to 3.60): the same names, types, required properties and closed vocabularies, and no property that
the standard does not have. ``CLAIMLINE_SARIF_SCHEMA`` may name a copy of the official file, which is then asked too.
"""

from __future__ import annotations

from typing import Any


def thing(required: str = "", /, **properties: Any) -> dict[str, Any]:
    """An object with these properties and no others, some of them required."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def listed(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
URI = {"type": "string", "format": "uri-reference", "pattern": "^[!#-;=?-\\[\\]_a-z~%]+$"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = thing("text", text=TEXT, markdown=TEXT)
PROPERTIES = {"type": "object", "properties": {"tags": listed(TEXT, uniqueItems=True)}}
FROM_ONE = {"type": "integer", "minimum": 1}
LOCATION = thing(
    physicalLocation=thing(
        "artifactLocation",
        artifactLocation=thing(uri=URI, uriBaseId=TEXT),
        region=thing("startLine", startLine=FROM_ONE, startColumn=FROM_ONE, endLine=FROM_ONE, endColumn=FROM_ONE),
    )
)
RULE = thing(
    "id",
    id=TEXT,
    name=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    helpUri={**URI, "format": "uri"},
    defaultConfiguration=thing(level=LEVEL),
    properties=PROPERTIES,
)
RESULT = thing(
    "message",
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=listed(LOCATION),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
)
NOTIFICATION = thing("message", level=LEVEL, message=MESSAGE, locations=listed(LOCATION))
RUN = thing(
    "tool",
    tool=thing(
        "driver",
        driver=thing(
            "name",
            name=TEXT,
            version=TEXT,
            semanticVersion=TEXT,
            language={"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
            rules=listed(RULE, uniqueItems=True),
        ),
    ),
    automationDetails=thing(id=TEXT),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": thing(uri=URI, uriBaseId=TEXT, description=MESSAGE)},
    invocations=listed(
        thing(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            exitCode={"type": "integer"},
            toolExecutionNotifications=listed(NOTIFICATION),
        )
    ),
    results=listed(RESULT),
)
SUBSET = thing(
    "version runs", **{"$schema": {**URI, "format": "uri"}, "version": {"const": "2.1.0"}, "runs": listed(RUN)}
)
