"""``python -m setup_doctor``: for shells whose PATH does not know the virtual environment."""

from setup_doctor.cli import main

if __name__ == "__main__":
    main()
