"""The calculations: what the tables of the register say of each period, and what is wrong in them."""
