"""Exit codes of the command line; 0 is done, 2 (used wrongly) comes from the library."""

FOUND_WRONG = 1
USED_WRONGLY = 2
DATABASE_AWAY = 3
SETTING_WRONG = 4
