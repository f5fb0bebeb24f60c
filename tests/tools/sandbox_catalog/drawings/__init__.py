"""The demo goods' pictures, drawn with plain shapes: flat, two hundred by two hundred, made by us alone."""
