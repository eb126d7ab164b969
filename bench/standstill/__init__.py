"""Whether two orchestrators on one database bear standing still, set clocks and being killed."""
