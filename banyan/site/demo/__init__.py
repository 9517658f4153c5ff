"""The demo agency: its files brought in by the importers, its year told by deeds. No figure is typed in."""
