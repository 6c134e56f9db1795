"""The draft desk: which words a draft quotes, and whether, when and by whom they were said.

``reading.read_draft`` takes the prose out of a file, ``quotations.quotations`` the quotations out
of the prose, ``spoken.Spoken`` indexes a transcript by its sounds, ``verdicts.check`` finds a
quotation in it and judges it, ``fixing`` puts it right. Values in, values out.
"""
