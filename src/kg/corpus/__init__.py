"""Many documents: what must be built again, in how many processes, and files that are whole or not there."""
