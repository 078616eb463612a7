"""Notices of the office, said again by group robots (WeCom, DingTalk, Feishu) and told to other systems."""
