"""One planted fault for each rule of ../rules/python.yaml and for bandit. Never imported."""


# ruleid: connection-opened-elsewhere
answer = requests.get(address)
# ruleid: sql-from-pieces
cursor.execute(f"select * from x where name = '{name}'")
# ruleid: clock-read-elsewhere
now = datetime.now(UTC)
# ruleid: shell-in-between
subprocess.run("ls " + name, shell=True)
# ruleid: object-from-bytes
pickle.loads(body)
# ruleid: weak-digest
hashlib.md5(body)
# ruleid: chance-for-secrets
random.choice(letters)
# ruleid: forgery-check-off
view = csrf_exempt(view)
# ruleid: page-from-text
mark_safe(name)
# ruleid: certificate-ignored
fetch(address, verify=False)
# ruleid: guess-by-time
known = given_signature == right
