"""The one exception by which a command says, in a sentence, why it did not do what was asked."""


class Trouble(Exception):
    """Perintah tidak dapat dijalankan"""
