"""`python -m diarizer FILE...` is `diarize FILE...`."""

from diarizer.cli import main

if __name__ == "__main__":
    main()
