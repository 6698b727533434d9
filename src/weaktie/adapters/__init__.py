"""What touches the outside world: one small thing each."""
