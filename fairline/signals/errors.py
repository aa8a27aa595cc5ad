"""What is wrong with a declaration, said when its module is imported."""


class DeclarationError(TypeError):
    """A signal, window or limit that cannot be right: who wrote it must mend it, before anything is counted.

    It is an error of the code, like a wrong type, and not of whoever runs the program. Its message says what
    was found and what was wanted.
    """
