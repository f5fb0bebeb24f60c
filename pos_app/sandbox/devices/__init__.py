"""Twins of what stands beside a till: a scale, scanners, a customer's display that behave, and misbehave, as told."""

from pos_app.sandbox.devices.bench import Bench, PtyPlug, TcpPlug
from pos_app.sandbox.devices.display import DisplayTwin
from pos_app.sandbox.devices.printer import PRINTER_FAULTS, PrinterTwin
from pos_app.sandbox.devices.printer_port import PrinterPort
from pos_app.sandbox.devices.scale import SCALE_FAULTS, ScaleTwin
from pos_app.sandbox.devices.scanner import SCANNER_FAULTS, ScannerTwin

__all__ = [
    "PRINTER_FAULTS",
    "SCALE_FAULTS",
    "SCANNER_FAULTS",
    "Bench",
    "DisplayTwin",
    "PrinterPort",
    "PrinterTwin",
    "PtyPlug",
    "ScaleTwin",
    "ScannerTwin",
    "TcpPlug",
]
