"""`python -m banyan …`: the house from the shell."""

from banyan.site.cli import main

raise SystemExit(main())
