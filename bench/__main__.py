"""`python -m bench`, called by `make bench`."""

import sys

from bench.run import main

sys.exit(main())
