"""The method in plain Python, for scripts/check-method and scripts/check-forms: nothing here comes from toplaag."""
