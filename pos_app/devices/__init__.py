"""Devices beside the printer: scanners, scales, customer displays, card terminals; each speaks through a link."""
