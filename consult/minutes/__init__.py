"""The record: drafted from the log, edited, published."""
