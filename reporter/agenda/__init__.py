"""What there is to do, and when: days, occasions, what is due, and what there is to be warned of."""
