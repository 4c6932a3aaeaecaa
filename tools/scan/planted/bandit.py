"""Planted faults that bandit has to find. Never imported."""
import subprocess
import ssl
import tempfile
import pickle

subprocess.run("ls " + name, shell=True)  # B602
pickle.loads(body)  # B301
hashlib.md5(body)  # B324
ssl._create_unverified_context()  # B323
tempfile.mktemp()  # B306
cursor.execute("select * from x where a = '%s'" % name)  # B608
