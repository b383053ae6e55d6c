"""Reading in worker processes: a document that crashes, freezes or eats memory costs one reject.

``try`` cannot catch a segmentation fault, and C code ignores the signals of Python. So documents
are read in processes of their own, which the kernel and a supervisor keep within limits:

- :mod:`warcorpus.engines.worker` is what runs there; it names each document before it touches it;
- :mod:`warcorpus.engines.process` starts one, speaks to it and tells how it died;
- :mod:`warcorpus.engines.supervising` gives it files, and tries again what it died of;
- :mod:`warcorpus.engines.reading` puts the outcomes of several workers in the order of the files.
"""
