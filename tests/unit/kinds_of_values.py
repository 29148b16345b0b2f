"""A document with a value of each kind that parameters and bodies have."""

from small_specs import answering, parameter, small_document, small_operation, taking

KINDS = small_document(
    {
        "/text": {
            "get": small_operation("getText", name="text", responses=answering({"type": "string"}, "text/plain"))
        },
        "/upload": {
            "put": small_operation(
                "upload",
                name="upload",
                requestBody=taking({"type": "string", "format": "binary"}, "application/octet-stream"),
            )
        },
        "/kinds/{kindId}": {
            "post": small_operation(
                "getKind",
                parameters=[
                    parameter("kindId", "path"),
                    parameter("kind", enum=["round", "flat"]),
                    parameter("since", format="date-time"),
                    parameter("day", format="date"),
                    {**parameter("tag", type="array", items={"type": "string"}), "explode": False},
                    parameter("filter", format="rsql"),
                    parameter("X-Sure", "header", type="boolean"),
                    parameter("seen", "cookie"),
                    parameter("taste", "cookie"),
                ],
                requestBody=taking({"type": "array", "items": {"$ref": "#/components/schemas/Kind"}}),
                responses=answering({"type": "array", "items": {"$ref": "#/components/schemas/Kind"}}),
            )
        },
    },
    {
        "Kind": {
            "type": "object",
            "required": ["born"],
            "properties": {
                "born": {"type": "string", "format": "date-time"},
                "day": {"type": "string", "format": "date"},
                "form": {"type": "string", "enum": ["round", "flat"]},
                "by_name": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Kind"}},
            },
        }
    },
)
