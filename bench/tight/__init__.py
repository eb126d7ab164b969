"""Are clips that were cut to the sample judged as the same clips with silence around them?"""
