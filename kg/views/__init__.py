"""What people see: the command line, tables, pictures, reports."""
