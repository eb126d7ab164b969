"""`python -m shared.local`: see `command`."""

import sys

from dotenv import load_dotenv

from shared.settings import REPO_ROOT
from shared.threads import limit_library_threads

if __name__ == "__main__":
    if sys.argv[1:2] != ["openapi"]:  # which is the same whatever is set here
        load_dotenv(REPO_ROOT / ".env")
    limit_library_threads()
    from shared.local.command import main  # with numpy, whose threads are set by now

    sys.exit(main())
