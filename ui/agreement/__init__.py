"""Do two who walked the same see the same?"""
