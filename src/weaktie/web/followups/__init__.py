"""Thanks, reports of use, promises."""
