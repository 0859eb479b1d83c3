"""What people and machines are told: lines, tables and JSON."""
