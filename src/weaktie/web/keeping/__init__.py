"""Pages that touch the whole campaign: Today, undo, settings, who is who, forgetting, the demo."""
