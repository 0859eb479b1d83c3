"""Making papers: from materials past the gates and through the press into their place, recorded; and once more."""
