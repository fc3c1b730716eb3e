import os

class Half:
    def method(self, a, b:
        return a.

    def other(self):
        os.path.join(
        x = [1, 2
        return self.

def f(
    try:
        pass
x =
print("unclosed
